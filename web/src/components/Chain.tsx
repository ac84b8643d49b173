import type { ChainStep } from "../rights/chainOf.ts";
import { eventSentence } from "../rights/eventSentence.ts";
import { useMemberNames } from "../session/memberNames.ts";
import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";
import { When } from "./Words.tsx";

const LANE = 26;
const DOT = 20;

/**
 * A chain of control as a picture: a column for each member that ever had control, a row for each act, and a line through whoever has
 * it. Each row says the same in words, so nothing is lost on whoever does not see the picture.
 */
export function Chain({ steps }: { steps: readonly ChainStep[] }) {
  const { language } = useSpeech();
  const nameOf = useMemberNames();
  const lanes = [...new Set(steps.map(({ controller }) => controller).filter((member) => member > 0))];
  const width = Math.max(lanes.length, 1) * LANE;
  return (
    <div className="chain">
      <ul className="chain-lanes">
        {lanes.map((member, index) => (
          <li key={member}>
            <LaneLetter index={index} />
            <a href={linkTo(["members", member])}>{nameOf(member)}</a>
          </li>
        ))}
      </ul>
      <ol className="chain-steps">
        {steps.map(({ event, controller }, index) => {
          const lane = lanes.indexOf(controller);
          const before = index === 0 ? -1 : lanes.indexOf(steps[index - 1]!.controller);
          return (
            <li key={event.cursor}>
              <svg className="chain-rail" width={width} height="100%" aria-hidden="true" focusable="false">
                {lanes.map((member, column) => (
                  <line key={member} className="chain-guide" x1={middle(column)} x2={middle(column)} y1="0" y2="100%" />
                ))}
                {before >= 0 && lane >= 0 && (
                  <path
                    className="chain-line"
                    d={`M${middle(before)} 0 C${middle(before)} ${DOT * 0.7} ${middle(lane)} ${DOT * 0.3} ${middle(lane)} ${DOT}`}
                  />
                )}
                {lane >= 0 && index < steps.length - 1 && (
                  <line className="chain-line" x1={middle(lane)} x2={middle(lane)} y1={DOT} y2="100%" />
                )}
                {lane >= 0 && (
                  <>
                    <circle
                      className={before === lane ? "chain-dot" : "chain-dot chain-dot-passed"}
                      cx={middle(lane)}
                      cy={DOT}
                      r="9"
                    />
                    <text className="chain-letter" x={middle(lane)} y={DOT} dy="0.36em" textAnchor="middle">
                      {letterOf(lane)}
                    </text>
                  </>
                )}
              </svg>
              <div className="chain-text" style={{ marginInlineStart: width + 16 }}>
                <p>{eventSentence(event, language, nameOf)}</p>
                <p className="quiet">
                  <When seconds={event.blockTime} />
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function LaneLetter({ index }: { index: number }) {
  return (
    <svg className="lane-letter" width="20" height="20" aria-hidden="true" focusable="false">
      <circle className="chain-dot chain-dot-passed" cx="10" cy="10" r="9" />
      <text className="chain-letter" x="10" y="10" dy="0.36em" textAnchor="middle">
        {letterOf(index)}
      </text>
    </svg>
  );
}

function middle(column: number): number {
  return column * LANE + LANE / 2;
}

function letterOf(lane: number): string {
  return String.fromCharCode(65 + (lane % 26));
}

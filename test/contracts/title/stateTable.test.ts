import { expect } from "chai";
import { createWorld, parties } from "../support/world.ts";
import type { World } from "../support/world.ts";
import { recomputeTrail } from "./recomputeTrail.ts";
import { STATES, arrange, attempts, rows, situations } from "./situations.ts";

/** The state table of ITitleRegistry: each row passes, directly and signed; each other pair is refused to everyone. */
describe("TitleRegistry, the state table", () => {
  let world: World;
  let empty: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    world = await createWorld();
    empty = await world.networkHelpers.takeSnapshot();
  });

  for (const situation of Object.keys(situations)) {
    describe(situation, () => {
      let title: string;
      let start: number;
      let arranged: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;

      before(async () => {
        await empty.restore();
        empty = await world.networkHelpers.takeSnapshot();
        ({ title, start } = await arrange(world, situation));
        arranged = await world.networkHelpers.takeSnapshot();
      });

      it("is what it says", async () => {
        const { state, frozen } = (await world.read("title", "getTitle", title)) as { state: bigint; frozen: boolean };
        expect(STATES[Number(state)]).to.equal(situations[situation]!.state);
        expect(frozen).to.equal(situations[situation]!.frozen === true);
        expect(await recomputeTrail(world, title)).to.equal(await world.read("title", "trailOf", title));
      });

      for (const [act, args] of Object.entries(attempts)) {
        const row = rows.find((r) => r.act === act && r.situation === situation);
        if (row !== undefined) {
          for (const signed of [false, true]) {
            it(`${act} → ${row.to}${signed ? ", signed" : ""}`, async () => {
              const done = await world.act(row.by[0]!, "title", act, args(world, title, start), { signed });
              const last = done.logs.filter((log) => log.name !== "ActSigned").at(-1)!;
              expect(last.name).to.equal(row.event);
              expect(last.args.title).to.equal(title);
              const state = Number(((await world.read("title", "getTitle", title)) as { state: bigint }).state);
              expect(STATES[state]).to.equal(row.to);
              expect(last.args.state).to.equal(
                `0x${((await world.read("title", "stateOf", title)) as bigint).toString(16).padStart(64, "0")}`,
              );
              expect(await recomputeTrail(world, title)).to.equal(await world.read("title", "trailOf", title));
              await arranged.restore();
              arranged = await world.networkHelpers.takeSnapshot();
            });
          }
        }
        it(`${act} is refused to ${row === undefined ? "everyone" : "everyone else"}`, async () => {
          for (const party of parties) {
            const allowed = row?.by.includes(party) === true;
            for (const signed of allowed ? [false] : [false, true]) {
              const refusal = await world.refusal(party, "title", act, args(world, title, start), { signed });
              const seen = `${party}${signed ? ", signed" : ""}: ${refusal?.name ?? "passes"}`;
              if (allowed) expect(refusal, seen).to.equal(null);
              else expect(refusal?.name ?? "", seen).to.match(/^(Title|Member|ActNotFor|AccessManagedUnauthorized)/);
            }
          }
        });
      }
    });
  }
});

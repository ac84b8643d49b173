import { useId, useState, type FormEvent } from "react";
import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";

/** Opens a right by its id. */
export function LookUp({ topic }: { topic: string }) {
  const { say } = useSpeech();
  const field = useId();
  const [value, setValue] = useState("");
  const [malformed, setMalformed] = useState(false);
  const open = (event: FormEvent): void => {
    event.preventDefault();
    const id = value.trim().toLowerCase();
    if (/^0x[0-9a-f]{64}$/.test(id)) location.hash = linkTo([topic, id]);
    else setMalformed(true);
  };
  return (
    <form className="line-form" onSubmit={open} noValidate>
      <label htmlFor={field}>{say("lookUp")}</label>
      <input
        id={field}
        value={value}
        placeholder="0x…"
        spellCheck={false}
        autoComplete="off"
        aria-invalid={malformed}
        aria-describedby={malformed ? `${field}-fault` : undefined}
        onChange={(event) => {
          setValue(event.target.value);
          setMalformed(false);
        }}
      />
      <button type="submit">{say("lookUpAction")}</button>
      {malformed && (
        <p id={`${field}-fault`} className="field-fault" role="alert">
          {say("idMalformed")}
        </p>
      )}
    </form>
  );
}

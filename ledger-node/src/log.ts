/** One line of the log. */
export type LogLine = { level: "info" | "warn" | "error"; message: string; [fact: string]: unknown };

/** Where the log goes. */
export type Logger = (line: LogLine) => void;

/** A logger: sentences for people, or one JSON object a line for machines. Warnings and errors go to stderr. */
export function createLogger(json: boolean): Logger {
  return ({ level, message, ...facts }) => {
    const text = json ? JSON.stringify({ time: new Date().toISOString(), level, message, ...facts }) : message;
    (level === "info" ? process.stdout : process.stderr).write(`${text}\n`);
  };
}

import { parentPort } from "node:worker_threads";
import { recoverRecords } from "./senderRecords.ts";

/** A thread that recovers the senders of many transactions while the main one executes. It ends when its port is closed. */
const port = parentPort;
port?.on("message", (message: { id: number; records: Uint8Array } | "stop") => {
  if (message === "stop") port.close();
  else port.postMessage({ id: message.id, answers: recoverRecords(message.records) });
});

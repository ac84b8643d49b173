import { parentPort } from "node:worker_threads";
import { takePart, type RecoveryTask } from "./recoveryTask.ts";

/** A thread that recovers the signers of many signatures while the main one executes. It ends when its port is closed. */
const port = parentPort;
port?.on("message", (message: { id: number; task: RecoveryTask } | "stop") => {
  if (message === "stop") return port.close();
  takePart(message.task);
  port.postMessage(message.id);
});

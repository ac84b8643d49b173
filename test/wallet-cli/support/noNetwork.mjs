// Loaded into a process that must not use a network: whatever opens a socket or asks for a name ends it with 97.
import dns from "node:dns";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";

const refuse = (what) => () => {
  process.stderr.write(`the process used the network: ${what}\n`);
  process.exit(97);
};
net.Socket.prototype.connect = refuse("connect");
dns.lookup = refuse("lookup");
dns.promises.lookup = refuse("lookup");
syncBuiltinESMExports();

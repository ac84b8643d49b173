import { config } from "zod/v4/core";

// zod compiles parsers with `new Function` where it may. The console's content security policy forbids that, and even the attempt is a
// violation report.
config({ jitless: true });

import {listPages, typecheck} from "../pages/typecheck.js";
import {command, runCommand, say} from "./cli.js";

await runCommand(async () => {
  command("npm run typecheck", "checks the types of all sources and of the pages' cells").parse();
  const lines = typecheck(listPages());
  for (const line of lines) say(line);
  if (lines.length) process.exitCode = 1;
});

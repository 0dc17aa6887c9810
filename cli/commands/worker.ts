import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { parseInteger, parseNumber } from "../options/option-values.js";
import { addQueueOptions } from "../options/queue-options.js";

export function addWorker(program: Command): void {
  const command = program
    .command("worker")
    .description("run the trials that seprank evaluate --queue puts into a queue");
  addQueueOptions(
    command,
    "the server of the queue, redis://HOST:PORT/DATABASE, or rediss:// for TLS; needed",
    "keeps removal orders; shared by all machines where evaluate has the option, too",
  )
    .option(
      "--jobs <count>",
      "trials at a time, each in a process; default: one a core, 8 at most",
      parseInteger,
    )
    .option("--plugin <file>", "the module that the sweeps were queued with; it is run")
    .option("--until-done", "end when every sweep in the queue is done; default: wait for more")
    .option(
      "--lease <seconds>",
      "a worker that is silent for so long loses its trial to another one",
      parseNumber,
      30,
    )
    .option(
      "--drain <seconds>",
      "how long trials under way may go on after SIGTERM or Ctrl-C, before they go back to the queue",
      parseNumber,
      20,
    )
    .option("--health <seconds>", "from one line on how it goes to the next", parseNumber, 60)
    .addHelpText(
      "after",
      `
Any number of workers on any number of machines take the trials of one queue. Each needs the sweep's input: a data set by its name,
or a file of the same name here or in --data-dir. Input (SHA-256), version and backend are checked before the first trial.
A user and a password are taken from SEPRANK_QUEUE_USERNAME and SEPRANK_QUEUE_PASSWORD; certificates that are to be trusted from
the file that NODE_EXTRA_CA_CERTS names. Needs the packages bullmq and ioredis: npm install bullmq ioredis

SIGTERM or Ctrl-C: trials under way are finished, or go back to the queue; a second one ends at once. A worker that is killed loses
nothing but time.

Examples:
  $ seprank worker --queue redis://head-node --jobs 4
  $ seprank worker --queue rediss://queue.example.org --queue-name cora --data-dir /data --until-done`,
    )
    .action(async (options) => {
      const { worker } = await import("../actions/worker.js");
      await worker(options, readGlobals(command));
    });
}

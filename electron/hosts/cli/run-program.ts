import { type Command, Option } from 'commander'
import { exec } from './commands/exec.ts'
import { inspect } from './commands/inspect.ts'
import { logs } from './commands/logs.ts'
import { run } from './commands/run.ts'
import { cancel, list, retry } from './commands/runs.ts'
import { gathered, positive, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf exec` and `lf run`, and what is asked of runs. */
export function addRunCommands(program: Command, wire: Wire): void {
  addExec(program, wire)
  addRun(program, wire)
  addList(program, wire)
  addInspect(program, wire)
  addLogs(program, wire)
  addCancel(program, wire)
  addRetry(program, wire)
}

function addExec(program: Command, { act, globalOf }: Wire): void {
  program
    .command('exec')
    .description('run one command through the queue; its output and exit code are passed on')
    .argument('<command...>', 'the command, behind "--"')
    .option('--name <NAME>', 'what to call the run')
    .option('--timeout <SECONDS>', 'stop it after this long', positive)
    .addOption(
      new Option('--secret <NAME>', 'give it this secret, as a variable of that name; may be repeated').argParser(gathered),
    )
    .action(act((options, command: string[]) => exec(globalOf(options), command, options)))
}

function addRun(program: Command, { act, globalOf }: Wire): void {
  program
    .command('run')
    .description('start a run of a job, or of a flow')
    .argument('<job>', 'its name or id')
    .option('--version <N>', 'of a flow: this version instead of the newest', wholeNumber(1, 1_000_000_000))
    .option('--wait', 'wait for its end; the exit status tells the outcome')
    .option('--follow', 'print its log as it comes, then as --wait')
    .addOption(
      new Option(
        '-p, --param <NAME=VALUE>',
        'a parameter, in the environment as LOCALFLOW_PARAM_NAME; may be repeated',
      ).argParser(gathered),
    )
    .option('--params <JSON>', 'parameters as a JSON object')
    .action(act((options, job: string) => run(globalOf(options), job, options)))
}

function addList(program: Command, { act, globalOf }: Wire): void {
  program
    .command('list')
    .description('the newest runs')
    .option('--status <STATUS>', 'only those with this status')
    .option('--job <JOB>', 'only those of this job')
    .option('--waiting', 'only those that wait for an approval, a signal, a worker or a time')
    .option('--limit <N>', 'how many', wholeNumber(1, 500))
    .action(act((options) => list(globalOf(options), options)))
}

function addInspect(program: Command, { act, globalOf }: Wire): void {
  program
    .command('inspect')
    .description('the state of a run and its attempts')
    .argument('<run>', 'its number or id')
    .action(act((options, ref: string) => inspect(globalOf(options), ref, options)))
}

function addLogs(program: Command, { act, globalOf }: Wire): void {
  program
    .command('logs')
    .description('the log of a run, as it was written')
    .argument('<run>', 'its number or id')
    .option('--follow', 'go on until the run has ended')
    .option('--node <NODE>', 'of a flow: the log of this node, or of one of its visits or items, such as a#2 or a#1/17')
    .option('--attempt <N>', 'of this attempt instead of the newest', wholeNumber(1, 1_000_000))
    .option('--grep <RE>', 'only lines that match')
    .option('--lines <A-B>', 'only these lines')
    .action(act((options, ref: string) => logs(globalOf(options), ref, options)))
}

function addCancel(program: Command, { act, globalOf }: Wire): void {
  program
    .command('cancel')
    .description('withdraw a queued run, or stop a running one')
    .argument('<run>', 'its number or id')
    .action(act((options, ref: string) => cancel(globalOf(options), ref, options)))
}

function addRetry(program: Command, { act, globalOf }: Wire): void {
  program
    .command('retry')
    .description('try an ended run again, as a new attempt of it')
    .argument('<run>', 'its number or id')
    .option('--from-failed', 'of a flow: a new run from the step that failed; what was over before is not done again')
    .action(act((options, ref: string) => retry(globalOf(options), ref, options)))
}

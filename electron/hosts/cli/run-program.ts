import { type Command, Option } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { statusAliases, statusChoices } from '../../../shared/filter/keys.ts'
import { RunSortText } from '../../../shared/model/run-sort.ts'
import { optionsOfCommand } from './command-options.ts'
import { diff } from './commands/diff.ts'
import { type ExecOptions, exec } from './commands/exec.ts'
import { execBatch } from './commands/exec-batch.ts'
import { inspect } from './commands/inspect.ts'
import { logStreams, logs } from './commands/logs.ts'
import { run, runHelp } from './commands/run.ts'
import { cancel, list, retry } from './commands/runs.ts'
import type { Global } from './connect.ts'
import { examples } from './help.ts'
import { choicesOption, gathered, paramOption, seconds, wholeNumber, wordOf } from './option-values.ts'
import type { Wire } from './wire.ts'
import { runNumber } from './with-run.ts'

export const runArgument = ['<run>', 'Number or id of the run', runNumber] as const

export const waitText = 'Wait until the run ends; exit with 0 if it succeeded, 124 if it timed out, else 1'
export const followText = 'Print the log until the run ends, to stdout and stderr as the program does; then exit as with --wait'

/** `lf exec` and `lf run`, and the commands that act on runs. */
export function addRunCommands(program: Command, wire: Wire): void {
  addRun(program, wire)
  addExec(program, wire)
  addList(program, wire)
  addInspect(program, wire)
  addLogs(program, wire)
  addDiff(program, wire)
  addCancel(program, wire)
  addRetry(program, wire)
}

function addRun(program: Command, { act, globalOf }: Wire): void {
  program
    .command('run')
    .summary('Run a job, a flow or a pipeline')
    .description(
      'Run a job, a flow or a pipeline. Prints the number of the run and returns at once, unless --wait or --follow is given: ' +
        'then Ctrl+C stops the run. "lf pipeline run" has more options for pipelines.',
    )
    .argument('<name>', 'Name or id of the job, flow or pipeline')
    .argument('[parameters...]', 'Parameters, such as --width 800; "lf run NAME --help" lists them')
    .allowUnknownOption()
    .addOption(new Option('--job-help', 'Show help with the parameters').hideHelp())
    .option('--version <N>', 'Version of the job or the flow (default: the newest)', wholeNumber(1, 1_000_000_000))
    .option('--at <TIME>', 'Start the job at this time, such as "tomorrow 07:00", or after a duration such as 2h')
    .option('--priority <N>', 'Priority of this run of the job, from -100 to 100; higher starts first', wholeNumber(-100, 100))
    .option('--reason <TEXT>', 'Why you start it; shown with the run')
    .option('--wait', waitText)
    .option('--follow', followText)
    .addOption(paramOption('Parameter; a script finds it in LOCALFLOW_PARAM_NAME; may be repeated'))
    .option('--params <JSON>', 'Parameters as a JSON object')
    .addHelpText('after', examples('lf run "Nightly backup" --follow', 'lf run resize --width 800 --height 600 --wait'))
    .action(
      act((options, job: string, words: string[], command: Command) =>
        'jobHelp' in options
          ? runHelp(globalOf(options), job, command)
          : run(globalOf(options), job, { given: words, options: optionsOfCommand(command) }, options),
      ),
    )
}

function addExec(program: Command, { act, globalOf }: Wire): void {
  program
    .command('exec')
    .summary('Run one command through the queue, without a job, or enqueue many tasks')
    .description(
      'Run one command through the queue, print its output and exit with its exit code. The run stays in the history. With --from, ' +
        'enqueue up to 10,000 tasks instead. Each line is the JSON of one task, as in POST /api/tasks, such as\n\n' +
        '  {"type":"shell","payload":{"command":"echo","args":["hi"]}}\n\n' +
        'Invalid lines are reported and skipped. Exit with 0 if every task was accepted, else 1. Ctrl+C stops the run, or the reading.',
    )
    .argument('[command...]', 'Command and its arguments; options of lf come before them')
    .option('--from <FILE>', 'Enqueue the tasks in this file, one per line; - reads standard input')
    .option('--name <NAME>', 'Name of the run in lists')
    .option('--timeout <DURATION>', 'Stop the command after this long: seconds, or such as 15m (default: no timeout)', seconds)
    .addOption(
      new Option('--secret <NAME>', 'Pass this secret as an environment variable of the same name; may be repeated').argParser(
        gathered,
      ),
    )
    .addHelpText(
      'after',
      examples(
        'lf exec -- rsync -a ~/Pictures /mnt/backup',
        'lf exec --timeout 60 --secret DEPLOY_TOKEN -- ./deploy.sh',
        'lf exec --from tasks.ndjson',
      ),
    )
    .action(act((options, command: string[]) => execOrBatch(globalOf(options), command, options)))
}

function execOrBatch(global: Global, command: string[], options: ExecOptions & { from?: string }): Promise<number> {
  const { from, json = false, ...others } = options
  if (from === undefined && command.length === 0)
    throw new AppError('invalid', 'No command given. Give one after "--", or tasks with --from.')
  if (from === undefined) return exec(global, command, options)
  const excluded = ['name', 'timeout', 'secret'].find((name) => name in others)
  if (command.length > 0 || excluded !== undefined)
    throw new AppError('invalid', `--from cannot be combined with ${excluded === undefined ? 'a command' : `--${excluded}`}.`)
  return execBatch(global, { from, json })
}

function addList(program: Command, { act, globalOf }: Wire): void {
  program
    .command('list')
    .summary('List runs, newest first')
    .description(
      'List runs, newest first. A filter combines conditions with spaces, alternatives with commas, and negates with "-"; text ' +
        'without a key is searched for in names, error lines and run numbers. Runs within flows are listed only if the filter ' +
        'has parent, job, flow or pipeline. docs/filters.md lists the keys.',
    )
    .option('-q, --query <FILTER>', 'Only runs that match this filter, such as "status:failed started:7d"')
    .addOption(
      choicesOption(
        '--status <STATUS>',
        `Only these statuses, separated by commas: ${statusChoices.join(', ')}`,
        statusChoices,
        statusAliases,
      ),
    )
    .option('--job <NAME>', 'Only runs of this job, flow or pipeline')
    .option(
      '--waiting',
      'Only runs that wait for an approval, a signal, a worker, a time, a paused queue or the concurrency limit',
    )
    .addOption(
      new Option('--sort <ORDER>', `Order of the runs; a minus puts the last first: ${RunSortText.options.join(', ')}`)
        .choices(RunSortText.options)
        .default('-started'),
    )
    .option('--limit <N>', 'At most this many runs', wholeNumber(1, 500))
    .addHelpText(
      'after',
      examples(
        'lf list --sort=-duration --limit 10',
        'lf list --status failed,timed-out',
        'lf list --job "Nightly backup" --limit 5',
        "lf list -q 'status:failed,cancelled started:7d -trigger:manual'",
        `lf list -q 'error:"disk quota" duration:>5m'`,
      ),
    )
    .action(act((options) => list(globalOf(options), options)))
}

function addInspect(program: Command, { act, globalOf }: Wire): void {
  program
    .command('inspect')
    .summary('Show the state of a run and why it failed')
    .description('Show the state of a run: its attempts, nodes or steps, why it failed, or why it has not started yet.')
    .argument(...runArgument)
    .addHelpText('after', examples('lf inspect 12', 'lf inspect 12 --json'))
    .action(act((options, run: string) => inspect(globalOf(options), run, options)))
}

function addLogs(program: Command, { act, globalOf }: Wire): void {
  program
    .command('logs')
    .summary('Print the log of a run')
    .description(
      'Print the log of a run, byte for byte as the program wrote it. Everything goes to stdout, also what the program wrote to ' +
        'stderr. For a run of a flow, print the log of each node; a line on stderr names it. Ctrl+C does not stop the run.',
    )
    .argument(...runArgument)
    .option('--follow', 'Keep printing until the run ends')
    .option('--split', 'Keep the streams apart: errors of the program go to stderr')
    .option(
      '--node <NODE>',
      'Log of this node of a flow (or a visit or item of it: a#2, a#1/17), or of a step of a pipeline (sort/1)',
    )
    .option('--attempt <N>', 'Log of this attempt (default: the newest)', wholeNumber(1, 1_000_000))
    .option(
      '--grep <RE>',
      'Only lines that match this regular expression; exit with 1 if there are none. "lf search" searches many runs',
    )
    .option('--ignore-case', 'With --grep: upper and lower case are the same')
    .option('--word', 'With --grep: only whole words')
    .addOption(
      new Option('--stream <STREAM>', 'Only this stream: out (stdout), err (stderr) or system (lines of LocalFlow)')
        .choices(logStreams)
        .argParser((text) => wordOf(text, logStreams)),
    )
    .option('--lines <A-B>', 'Only these lines')
    .addHelpText(
      'after',
      examples("lf logs 12 --grep 'timeout|refused'", 'lf logs 12 --lines 120-131', 'lf logs 12 --node send --follow'),
    )
    .action(act((options, run: string) => logs(globalOf(options), run, options)))
}

function addDiff(program: Command, { act, globalOf }: Wire): void {
  program
    .command('diff')
    .summary('Compare the log of a run with that of the last successful one')
    .description(
      'Compare the log of a run with that of another run, or of the last successful run before it. Times, durations, ids and ' +
        'the folders of paths count as equal. "+" marks new lines, "-" missing ones and "~" lines in another place.',
    )
    .argument(...runArgument)
    .argument('[other]', 'Number or id of the run to compare with (default: the last successful run before it)', runNumber)
    .option('--node <NODE>', 'Log of this node of a flow, or of a step of a pipeline, in both runs')
    .option('--attempt <N>', 'Log of this attempt (default: the newest)', wholeNumber(1, 1_000_000))
    .option('--context <N>', 'Equal lines before and after each difference (default: 3)', wholeNumber(0, 50))
    .addHelpText('after', examples('lf diff 12', 'lf diff 12 9 --node send', 'lf diff 12 --context 0'))
    .action(act((options, run: string, other: string | undefined) => diff(globalOf(options), run, other, options)))
}

function addCancel(program: Command, { act, globalOf }: Wire): void {
  program
    .command('cancel')
    .summary('Cancel a queued run or stop a running one')
    .description(
      'Cancel a queued run or stop a running one. LocalFlow sends the stop signal of the job (SIGTERM unless it names another) ' +
        'to everything the run started, and SIGKILL after the grace period (ten seconds by default).',
    )
    .argument(...runArgument)
    .addHelpText('after', examples('lf cancel 12', 'lf cancel 12 --json'))
    .action(act((options, run: string) => cancel(globalOf(options), run, options)))
}

function addRetry(program: Command, { act, globalOf }: Wire): void {
  program
    .command('retry')
    .summary('Retry a run that ended')
    .description(
      'Retry a run that ended, as another attempt of the same run. With --from-failed, start a new run of a flow that keeps ' +
        'the results of the nodes that completed.',
    )
    .argument(...runArgument)
    .option('--from-failed', 'Start a new run of the flow from the node that failed')
    .option('--wait', waitText)
    .option('--follow', followText)
    .addHelpText('after', examples('lf retry 12 --follow', 'lf retry 12 --from-failed'))
    .action(act((options, run: string) => retry(globalOf(options), run, options)))
}

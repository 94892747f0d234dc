import { Command, InvalidArgumentError, Option } from 'commander'
import { visibleLines } from '../../../shared/visible-text.ts'
import type { Installation } from '../installation.ts'
import { readSettings } from '../settings.ts'
import { doctorEnv } from './commands/doctor.ts'
import { exec } from './commands/exec.ts'
import { createJob, deleteJob, editJob, listJobs, restoreJob, showJob, switchJob } from './commands/job.ts'
import { queue, queues } from './commands/queue.ts'
import { run } from './commands/run.ts'
import { cancel, inspect, list, logs, retry } from './commands/runs.ts'
import { token } from './commands/token.ts'
import type { Global, GlobalOptions, Options } from './connect.ts'
import { addFlowCommands, addWorkerCommand } from './flow-program.ts'
import { addImportCommands } from './import-program.ts'
import { addPipelineCommands } from './pipeline-program.ts'
import { addScheduleCommands } from './schedule-program.ts'
import { addSecretCommands } from './secret-program.ts'
import { addServeCommand } from './serve-program.ts'
import { addTriggerCommands } from './trigger-program.ts'
import { refuseUnknownCommands } from './unknown-command.ts'

/** The command line, as `surfaces` promises it. `done` gets the exit status of the command that ran. */
export function createProgram(installation: Installation, done: (status: number) => void): Command {
  const program = new Command('lf')
    .description('LocalFlow on the command line: runs your scripts and jobs, and never loses one.')
    .option('--data <DIR>', 'the data folder (LOCALFLOW_DATA)')
    .option('--url <URL>', 'talk to the LocalFlow at this address')
    .option('--token <TOKEN>', 'the token for --url (default: the one of the data folder)')
    .option('--json', 'print JSON')
    .enablePositionalOptions(false)
    .exitOverride()
    // What was typed stands in these messages; the terminal must not obey it.
    .configureOutput({ writeErr: (text) => process.stderr.write(visibleLines(text)) })
    .showHelpAfterError('(lf --help says more)')
    .addHelpText(
      'after',
      '\nlf --version prints the version.\nExit status: 0 done, 1 the run failed, 2 usage, 3 not found, 4 LocalFlow not reachable, 124 timed out, 130 interrupted.',
    )

  const globalOf = (options: GlobalOptions): Global => ({
    settings: readSettings(process.env, { data: options.data }),
    installation,
    url: options.url,
    token: options.token,
  })

  /** Gives a command the options of all levels, and its result to `done`. */
  const act =
    <A extends unknown[]>(action: (options: Options, ...args: A) => Promise<number>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command
      const options = command.optsWithGlobals() as Options
      done(await action(options, ...(given.slice(0, -2) as A)))
    }

  const wire = { act, globalOf, wholeNumber, gathered }
  addServeCommand(program, wire, installation)
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

  program
    .command('list')
    .description('the newest runs')
    .option('--status <STATUS>', 'only those with this status')
    .option('--job <JOB>', 'only those of this job')
    .option('--waiting', 'only those that wait for an approval, a signal, a worker or a time')
    .option('--limit <N>', 'how many', wholeNumber(1, 500))
    .action(act((options) => list(globalOf(options), options)))

  program
    .command('inspect')
    .description('the state of a run and its attempts')
    .argument('<run>', 'its number or id')
    .action(act((options, ref: string) => inspect(globalOf(options), ref, options)))

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

  program
    .command('cancel')
    .description('withdraw a queued run, or stop a running one')
    .argument('<run>', 'its number or id')
    .action(act((options, ref: string) => cancel(globalOf(options), ref, options)))

  program
    .command('retry')
    .description('try an ended run again, as a new attempt of it')
    .argument('<run>', 'its number or id')
    .option('--from-failed', 'of a flow: a new run from the step that failed; what was over before is not done again')
    .action(act((options, ref: string) => retry(globalOf(options), ref, options)))

  addScheduleCommands(program, wire)
  addTriggerCommands(program, wire)
  addFlowCommands(program, wire)
  addPipelineCommands(program, wire)
  addWorkerCommand(program, wire)

  addImportCommands(program, wire)
  addSecretCommands(program, wire)

  const queueCommand = program.command('queue').description('look at the queues, and hold them up')
  queueCommand
    .command('list')
    .description('every queue, with what waits and runs in it')
    .action(act((options) => queues(globalOf(options), options)))
  queueCommand
    .command('pause')
    .description('begin nothing of a queue until it is resumed')
    .argument('<queue>')
    .option('--note <TEXT>', 'why')
    .action(act((options, name: string) => queue(globalOf(options), 'pause', name, options)))
  queueCommand
    .command('drain')
    .description('work off what waits, and take in nothing new')
    .argument('<queue>')
    .option('--note <TEXT>', 'why')
    .action(act((options, name: string) => queue(globalOf(options), 'drain', name, options)))
  queueCommand
    .command('resume')
    .description('take in and begin again')
    .argument('<queue>')
    .action(act((options, name: string) => queue(globalOf(options), 'resume', name, options)))
  queueCommand
    .command('cap')
    .description('how many tasks of a queue run at the same time')
    .argument('<queue>')
    .argument('<n>', 'a number, or "none"')
    .action(act((options, name: string, cap: string) => queue(globalOf(options), 'cap', name, { ...options, cap })))

  program
    .command('token')
    .description('print the token that a browser or a script needs to reach LocalFlow')
    .action(act((options) => token(globalOf(options), options)))

  const doctor = program.command('doctor').description('find out what is wrong')
  doctor
    .command('env')
    .description('the environment jobs run with, and where their commands resolve')
    .argument('[job]', 'look at the commands of this job')
    .action(act((options, job: string | undefined) => doctorEnv(globalOf(options), job, options)))

  addJobCommands(program.command('job').description('define what can be run'), act, globalOf)
  refuseUnknownCommands(program)
  return program
}

type Act = <A extends unknown[]>(
  action: (options: Options, ...args: A) => Promise<number>,
) => (...given: unknown[]) => Promise<void>

function addJobCommands(job: Command, act: Act, globalOf: (options: GlobalOptions) => Global): void {
  job
    .command('list')
    .description('all jobs')
    .action(act((options) => listJobs(globalOf(options), options)))
  job
    .command('show')
    .description('a job, as a file that create and edit read')
    .argument('<job>')
    .action(act((options, ref: string) => showJob(globalOf(options), ref, options)))
  job
    .command('create')
    .description('make a job from a file, a script or a command')
    .argument('[name]')
    .argument('[command...]', 'the command, behind "--"')
    .option('-f, --file <FILE>', 'YAML or JSON; - reads standard input')
    .option('--script <FILE>', 'the script to run')
    .option('--interpreter <COMMAND>', 'what runs the script, such as "python3 -u" (default: its #! line, else the system shell)')
    .option('--cwd <DIR>', 'the working folder')
    .addOption(new Option('--env <NAME=VALUE>', 'a variable; may be repeated').argParser(gathered))
    .option('--timeout <SECONDS>', 'stop a run after this long', positive)
    .action(act((options, name: string | undefined, command: string[]) => createJob(globalOf(options), name, command, options)))
  job
    .command('edit')
    .description('change a job in your editor (EDITOR), or from a file')
    .argument('<job>')
    .option('-f, --file <FILE>', 'YAML or JSON; - reads standard input')
    .action(act((options, ref: string) => editJob(globalOf(options), ref, options)))
  job
    .command('enable')
    .description('let a job run')
    .argument('<job>')
    .action(act((options, ref: string) => switchJob(globalOf(options), ref, true, options)))
  job
    .command('disable')
    .description('let a job not run')
    .argument('<job>')
    .action(act((options, ref: string) => switchJob(globalOf(options), ref, false, options)))
  job
    .command('delete')
    .description('delete a job; its history stays')
    .argument('<job>')
    .action(act((options, ref: string) => deleteJob(globalOf(options), ref, options)))
  job
    .command('restore')
    .description('bring a deleted job back')
    .argument('<id>')
    .action(act((options, id: string) => restoreJob(globalOf(options), id, options)))
}

const gathered = (value: string, before: string[] = []): string[] => [...before, value]

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    return value
  }

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number above 0.')
  return value
}

import { Command } from 'commander'
import { visibleLines } from '../../../shared/visible-text.ts'
import type { Installation } from '../installation.ts'
import { readSettings } from '../settings.ts'
import { doctorEnv } from './commands/doctor.ts'
import { doctorMaintenance } from './commands/maintenance.ts'
import { token } from './commands/token.ts'
import type { GlobalOptions, Options } from './connect.ts'
import { addFlowCommands } from './flow-program.ts'
import { addFlowRunCommands } from './flow-run-program.ts'
import { addImportCommands } from './import-program.ts'
import { addJobCommands } from './job-program.ts'
import { addObjectCommands } from './object-program.ts'
import { addPipelineCommands } from './pipeline-program.ts'
import { addQueueCommands } from './queue-program.ts'
import { addRunCommands } from './run-program.ts'
import { addBackfillCommands, addScheduleCommands } from './schedule-program.ts'
import { addSecretCommands } from './secret-program.ts'
import { addServeCommand } from './serve-program.ts'
import { addTriggerCommands } from './trigger-program.ts'
import { refuseUnknownCommands } from './unknown-command.ts'
import type { Wire } from './wire.ts'
import { addWorkerCommand } from './worker-program.ts'

/** The command line. `done` gets the exit status of the command that ran. */
export function createProgram(installation: Installation, done: (status: number) => void): Command {
  const program = newProgram()
  const wire = createWire(installation, done)
  addServeCommand(program, wire, installation)
  addRunCommands(program, wire)
  addScheduleCommands(program, wire)
  addBackfillCommands(program, wire)
  addTriggerCommands(program, wire)
  addFlowRunCommands(program, wire)
  addFlowCommands(program, wire)
  addPipelineCommands(program, wire)
  addObjectCommands(program, wire)
  addWorkerCommand(program, wire)
  addImportCommands(program, wire)
  addSecretCommands(program, wire)
  addQueueCommands(program, wire)
  addTokenCommand(program, wire)
  addDoctorCommands(program, wire)
  addJobCommands(program, wire)
  refuseUnknownCommands(program)
  return program
}

const newProgram = (): Command =>
  new Command('lf')
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

const createWire = (installation: Installation, done: (status: number) => void): Wire => ({
  globalOf: (options: GlobalOptions) => ({
    settings: readSettings(process.env, { data: options.data }),
    installation,
    url: options.url,
    token: options.token,
  }),
  act:
    <A extends unknown[]>(action: (options: Options, ...args: A) => Promise<number>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command
      const options = command.optsWithGlobals() as Options
      done(await action(options, ...(given.slice(0, -2) as A)))
    },
})

function addTokenCommand(program: Command, { act, globalOf }: Wire): void {
  program
    .command('token')
    .description('print the token that a browser or a script needs to reach LocalFlow')
    .action(act((options) => token(globalOf(options), options)))
}

function addDoctorCommands(program: Command, { act, globalOf }: Wire): void {
  const doctor = program.command('doctor').description('find out what is wrong')
  doctor
    .command('env')
    .description('the environment jobs run with, and where their commands resolve')
    .argument('[job]', 'look at the commands of this job')
    .action(act((options, job: string | undefined) => doctorEnv(globalOf(options), job, options)))
  doctor
    .command('maintenance')
    .description('list the tasks by which LocalFlow looks after its own data, with their last and next runs')
    .option('--run <TASK>', 'run this task now, and wait for its end')
    .action(act((options) => doctorMaintenance(globalOf(options), options)))
}

import { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { visibleLines } from '../../../shared/visible-text.ts'
import type { Installation } from '../installation.ts'
import { readSettings } from '../settings.ts'
import { addAlertCommands } from './alert-program.ts'
import { addBackfillCommands } from './backfill-program.ts'
import { addCompletionCommand } from './completion-program.ts'
import type { GlobalOptions, Options } from './connect.ts'
import { addDoctorCommands, addTokenCommand } from './doctor-program.ts'
import { addExampleCommands } from './example-program.ts'
import { addExplainCommand } from './explain-program.ts'
import { addFlowCommands } from './flow-program.ts'
import { addFlowRunCommands } from './flow-run-program.ts'
import { examples } from './help.ts'
import { helpFormat, helpWidth } from './help-format.ts'
import { helpNotes } from './help-notes.ts'
import { addExportCommands, addImportCommands } from './import-program.ts'
import { addJobCommands } from './job-program.ts'
import { addObjectCommands } from './object-program.ts'
import { addPinCommands } from './pin-program.ts'
import { addPipelineCommands } from './pipeline-program.ts'
import { addQueueCommands } from './queue-program.ts'
import { addRunCommands } from './run-program.ts'
import { addScheduleCommands } from './schedule-program.ts'
import { addSearchCommand } from './search-program.ts'
import { addSecretCommands } from './secret-program.ts'
import { addServeCommand } from './serve-program.ts'
import { addStateCommands } from './state-program.ts'
import { addTemplateCommands } from './template-program.ts'
import { addTriggerCommands } from './trigger-program.ts'
import { refuseUnknownCommands } from './unknown-command.ts'
import { usageError } from './usage-error.ts'
import { addVersionCommand } from './version-program.ts'
import type { Wire } from './wire.ts'
import { addWorkerCommand } from './worker-program.ts'

/** The command line. `done` gets the exit status of the command that ran. */
export function createProgram(installation: Installation, done: (status: number) => void): Command {
  const program = newProgram()
  let command = 'lf'
  program.hook('preAction', (_, action) => {
    command = commandText(action)
  })
  const wire = createWire(installation, () => command, done)
  program.commandsGroup('Jobs and what starts them:')
  addJobCommands(program, wire)
  addScheduleCommands(program, wire)
  addBackfillCommands(program, wire)
  addTriggerCommands(program, wire)
  addTemplateCommands(program, wire)
  addSecretCommands(program, wire)
  addStateCommands(program, wire)
  addQueueCommands(program, wire)
  program.commandsGroup('Runs:')
  addRunCommands(program, wire)
  addPinCommands(program, wire)
  addSearchCommand(program, wire)
  addAlertCommands(program, wire)
  program.commandsGroup('Flows:')
  addFlowCommands(program, wire)
  addFlowRunCommands(program, wire)
  addWorkerCommand(program, wire)
  program.commandsGroup('Pipelines and artifacts:')
  addPipelineCommands(program, wire)
  addObjectCommands(program, wire)
  program.commandsGroup('Other schedulers:')
  addImportCommands(program, wire)
  addExportCommands(program, wire)
  program.commandsGroup('Server and help:')
  addServeCommand(program, wire, installation)
  addTokenCommand(program, wire)
  addDoctorCommands(program, wire)
  addExplainCommand(program, wire)
  addCompletionCommand(program, wire)
  addVersionCommand(program, wire, installation.version)
  addExampleCommands(program, wire)
  // The second call lists `help` in the last group; subcommands inherit the first.
  program.helpCommand('help [command]', 'Show help for a command')
  refuseUnknownCommands(program)
  return program
}

const newProgram = (): Command =>
  new Command('lf')
    .description(
      'Runs your scripts and jobs on this computer and never loses one.\n\n' +
        'Commands talk to the LocalFlow that uses the data folder: the desktop app or "lf serve". If none is running, ' +
        'a command that needs one starts LocalFlow for as long as the command takes. Schedules only fire while LocalFlow runs.',
    )
    .option('--data <DIR>', 'Data folder (default: LOCALFLOW_DATA, else the place where this system keeps application data)')
    .option('--url <URL>', 'Connect to the LocalFlow at this address instead')
    .option('--token <TOKEN>', 'Token for --url (default: the token of the data folder)')
    .option('--json', 'Print one JSON document, or one JSON object per line where output is streamed')
    .helpOption('-h, --help', 'Show help for a command')
    .helpCommand('help [command]', 'Show help for a command')
    .configureHelp(helpFormat(helpNotes))
    .enablePositionalOptions(false)
    .exitOverride()
    // Error messages repeat the command line, whose control characters must not reach the terminal.
    .configureOutput({
      getOutHelpWidth: () => helpWidth(process.stdout),
      getErrHelpWidth: () => helpWidth(process.stderr),
      writeErr: (text) => process.stderr.write(visibleLines(text)),
      outputError: (text, write) => write(usageError(text)),
    })
    .showHelpAfterError('Add --help to see what this command accepts.')
    .addHelpText(
      'after',
      examples(
        'lf job create "Nightly backup" --script backup.sh --timeout 3600',
        'lf schedule add "Nightly backup" "30 2 * * *"     # 02:30 every day',
        'lf run "Nightly backup" --follow                  # run it now and print its log',
        'lf list --status failed                           # the runs that failed',
        'lf inspect 12                                     # why run 12 failed',
        'lf logs 12                                        # everything run 12 printed',
      ),
    )

/** A command and its first argument, which names what it works on. */
function commandText(command: Command): string {
  const names = []
  for (let each: Command | null = command; each !== null; each = each.parent) names.unshift(each.name())
  const [first = ''] = command.args
  return `${names.join(' ')} ${/\s/.test(first) ? JSON.stringify(first) : first}`.trim().slice(0, mostCommandText)
}

const mostCommandText = 100

const createWire = (installation: Installation, command: () => string, done: (status: number) => void): Wire => ({
  globalOf(options: GlobalOptions) {
    if (options.data === '') throw new AppError('invalid', '--data is empty: name a folder, or leave the option out.')
    const settings = readSettings(process.env, { data: options.data })
    return {
      settings,
      installation,
      url: options.url,
      token: options.token,
      runToken: process.env['LOCALFLOW_TOKEN'],
      command: command(),
    }
  },
  act:
    <A extends unknown[]>(action: (options: Options, ...args: A) => Promise<number>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command
      const options = command.optsWithGlobals() as Options
      done(await action(options, ...([...given.slice(0, -2), command] as unknown as A)))
    },
})

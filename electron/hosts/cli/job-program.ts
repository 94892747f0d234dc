import { type Command, Option } from 'commander'
import { deleteJob, listJobs, restoreJob, showJob, switchJob } from './commands/job.ts'
import { createJob } from './commands/job-create.ts'
import { editJob } from './commands/job-edit.ts'
import { gathered, positive } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf job …`. */
export function addJobCommands(program: Command, wire: Wire): void {
  const job = program.command('job').description('define what can be run')
  addReading(job, wire)
  addDefining(job, wire)
  addSwitching(job, wire)
  addRemoving(job, wire)
}

function addReading(job: Command, { act, globalOf }: Wire): void {
  job
    .command('list')
    .description('all jobs')
    .action(act((options) => listJobs(globalOf(options), options)))
  job
    .command('show')
    .description('a job, as a file that create and edit read')
    .argument('<job>')
    .action(act((options, ref: string) => showJob(globalOf(options), ref, options)))
}

function addDefining(job: Command, { act, globalOf }: Wire): void {
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
}

function addSwitching(job: Command, { act, globalOf }: Wire): void {
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
}

function addRemoving(job: Command, { act, globalOf }: Wire): void {
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

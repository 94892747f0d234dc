import type { Command } from 'commander'
import type { Wire } from './wire.ts'

const imports = () => import('./commands/import.ts')

/** `lf import …` and `lf export …`. */
export function addImportCommands(program: Command, wire: Wire): void {
  const command = program.command('import').description('take over what another scheduler runs')
  addCrontab(command, wire)
  addSystemd(command, wire)
  addExport(program, wire)
}

function addCrontab(command: Command, { act, globalOf }: Wire): void {
  command
    .command('crontab')
    .description('make a job of each line of a crontab')
    .argument('[file]', 'a crontab; "-" reads it from the input (default: your own, as crontab -l prints it)')
    .option('--dry-run', 'say what would be imported, and change nothing')
    .option('--system', 'the form of /etc/crontab, with a user column')
    .option('--off', 'turn the schedules off at first')
    .option('--comment-out', 'comment the imported lines out in your crontab')
    .option('--restore', 'take back what --comment-out did')
    .action(act(async (options, file?: string) => (await imports()).importCrontab(globalOf(options), file, options)))
}

function addSystemd(command: Command, { act, globalOf }: Wire): void {
  command
    .command('systemd')
    .description('make a job of each timer, with what its service runs')
    .argument('[files...]', 'timers and services, or folders with them (default: those of yours)')
    .option('--dry-run', 'say what would be imported, and change nothing')
    .option('--off', 'turn the schedules off at first')
    .option('--disable', 'disable the imported timers')
    .action(act(async (options, files: string[]) => (await imports()).importSystemd(globalOf(options), files, options)))
  command
    .command('restore-timers')
    .description('take back what lf import systemd --disable did')
    .argument('<timers...>')
    .action(act(async (options, timers: string[]) => (await imports()).restoreTimers(globalOf(options), timers, options)))
}

function addExport(program: Command, { act, globalOf }: Wire): void {
  program
    .command('export')
    .description('write down what LocalFlow runs, for another scheduler')
    .command('crontab')
    .description('the schedules as a crontab; what cannot be said in one is named')
    .action(act(async (options) => (await import('./commands/export.ts')).exportCrontab(globalOf(options), options)))
}

import type { Command } from 'commander'
import type { Installation } from '../installation.ts'

/** For tests and scripts that look at the command line without running what it says. */
export const testInstallation: Installation = {
  migrationsFolder: '',
  runnerScript: '',
  readerScript: '',
  searcherScript: '',
  keeperScript: '',
  rendererFolder: '',
  version: '0.0.0-test',
}

/** The help of a command as a terminal of 100 columns without colors shows it. */
export function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 100, getOutHasColors: () => false })
  command.outputHelp()
  return help
}

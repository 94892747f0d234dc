import type { Command } from 'commander'
import type { Installation } from '../installation.ts'

/** For tests and scripts that read the command line without running a command. */
export const testInstallation: Installation = {
  migrationsFolder: '',
  runnerScript: '',
  spawnerProgram: null,
  spawnerProblem: null,
  readerScript: '',
  searcherScript: '',
  runSearcherScript: '',
  comparerScript: '',
  keeperScript: '',
  ownCommand: { program: '', script: '', asNode: false },
  rendererFolder: '',
  version: '0.0.0-test',
}

/** The help of a command in a terminal without colors. */
export function helpOf(command: Command, width = 100): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => width, getOutHasColors: () => false })
  command.outputHelp()
  return help
}

import type { Command } from 'commander'
import { exitCodes } from './exit-codes.ts'
import { examples } from './help.ts'
import { out, printJson } from './print.ts'
import type { Wire } from './wire.ts'

/** `lf version`. */
export function addVersionCommand(program: Command, { act }: Wire, version: string): void {
  program
    .command('version')
    .description('Print the version of LocalFlow, as "lf --version" does')
    .addHelpText('after', examples('lf version', 'lf version --json'))
    .action(
      act(async ({ json }) => {
        if (json) printJson({ version })
        else out(version)
        return exitCodes.done
      }),
    )
}

const flags = ['--version', '-V', '-v']

/** `lf --version` as `lf version`: as an option of the program, it would take the --version of commands that act on flows. */
export function withVersionCommand(words: readonly string[]): string[] {
  const own = words.slice(2)
  if (!flags.includes(own.find((word) => word !== '--json') ?? '')) return [...words]
  return [...words.slice(0, 2), 'version', ...own.filter((word) => word === '--json')]
}

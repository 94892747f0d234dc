import { Argument, type Command } from 'commander'
import { type Shell, shells } from './completion/shells.ts'
import { examples } from './help.ts'
import { wordOf } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf completion`. */
export function addCompletionCommand(program: Command, { act, globalOf }: Wire): void {
  program
    .command('completion')
    .summary('Print the script that completes lf with the Tab key')
    .description(
      'Print the script that completes commands, options, their values and, while LocalFlow runs, names and parameters with the Tab key. Add the ' +
        'line for your shell to ~/.bashrc, to ~/.zshrc (after compinit), to ~/.config/fish/config.fish, or to the file $PROFILE of PowerShell.',
    )
    .addArgument(new Argument('<shell>', `One of ${shells.join(', ')}`).choices(shells).argParser((text) => wordOf(text, shells)))
    .argument('[words...]', 'Words after "lf", after "--": print what completes the last one instead')
    .addHelpText(
      'after',
      examples(
        'source <(lf completion bash)      # in ~/.bashrc',
        'source <(lf completion zsh)       # in ~/.zshrc',
        'lf completion fish | source       # in ~/.config/fish/config.fish',
        'lf completion powershell | Out-String | Invoke-Expression   # in $PROFILE',
        'lf completion bash -- job cr      # prints: create',
      ),
    )
    .action(
      act(async (options, shell: Shell, words: string[]) =>
        (await import('./commands/completion.ts')).completion(program, globalOf, shell, words, options),
      ),
    )
}

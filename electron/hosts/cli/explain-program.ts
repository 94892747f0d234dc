import { Argument, type Command } from 'commander'
import { type Explained, explained } from './explain/kinds.ts'
import { examples } from './help.ts'
import { wordOf } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf explain`. */
export function addExplainCommand(program: Command, { act }: Wire): void {
  program
    .command('explain')
    .summary('List the keys of job, flow and pipeline files')
    .description(
      'Print an annotated file that has every key of a job, a flow or a pipeline. The file is valid: copy it and cut it down.',
    )
    .addArgument(
      new Argument('<kind>', `One of ${explained.join(', ')}`)
        .choices(explained)
        .argParser((text) => wordOf(text.replace(/s$/i, ''), explained)),
    )
    .addHelpText('after', examples('lf explain job', 'lf explain flow > report.yaml'))
    .action(act(async (options, kind: Explained) => (await import('./commands/explain.ts')).explain(kind, options)))
}

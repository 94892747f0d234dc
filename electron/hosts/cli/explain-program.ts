import { type Command, InvalidArgumentError } from 'commander'
import { nearest } from '../../../shared/nearest.ts'
import { type Explained, explained } from './explain/kinds.ts'
import { examples } from './help.ts'
import type { Wire } from './wire.ts'

/** `lf explain`. */
export function addExplainCommand(program: Command, { act }: Wire): void {
  program
    .command('explain')
    .summary('List the keys of job, flow and pipeline files')
    .description(
      'Print an annotated file that has every key of a job, a flow or a pipeline. The file is valid: copy it and cut it down.',
    )
    .argument('<kind>', `One of ${explained.join(', ')}`, kindOf)
    .addHelpText('after', examples('lf explain job', 'lf explain flow > report.yaml'))
    .action(act(async (options, kind: Explained) => (await import('./commands/explain.ts')).explain(kind, options)))
}

function kindOf(text: string): Explained {
  const known = explained.find((kind) => kind === text.replace(/s$/, ''))
  if (known) return known
  const meant = nearest(text, explained)
  throw new InvalidArgumentError(`Choose one of ${explained.join(', ')}.${meant ? ` Did you mean ${meant}?` : ''}`)
}

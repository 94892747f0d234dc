import type { Command } from 'commander'
import { limits } from '../../../shared/model/limits.ts'
import { search } from './commands/search.ts'
import { examples } from './help.ts'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf search`. */
export function addSearchCommand(program: Command, { act, globalOf }: Wire): void {
  program
    .command('search')
    .summary('Search the logs of runs for a text')
    .description(
      'Search the logs of runs for a text, newest run first, with those of the nodes of flows and the steps of pipelines. ' +
        'Without a filter, search every run. Upper and lower case are the same unless --case is given. Exit with 0 if a line ' +
        'has the text, 1 if none has. Ctrl+C stops the search.',
    )
    .argument('<text>', 'Text to search for')
    .option('-q, --query <FILTER>', 'Only runs that match this filter, such as "job:backup started:7d"')
    .option('--job <NAME>', 'Only runs of this job, flow or pipeline')
    .option('--regex', 'The text is a regular expression')
    .option('--case', 'Tell upper and lower case apart')
    .option('--word', 'Only whole words')
    .option('--lines <N>', 'Print at most this many lines of each run (default: 5)', wholeNumber(1, limits.foundLines))
    .option(
      '--limit <N>',
      `Stop after this many runs that have the text (default: ${limits.foundRuns.toLocaleString('en')})`,
      wholeNumber(1, limits.foundRuns),
    )
    .option('--before <N>', 'Only runs with a lower number, to continue a search', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .addHelpText(
      'after',
      examples(
        'lf search "could not resolve host"',
        'lf search "disk quota" --job "Nightly backup" --limit 1',
        `lf search --regex 'E1\\d{3}' -q 'status:failed started:7d'`,
      ),
    )
    .action(act((options, text: string) => search(globalOf(options), text, options)))
}

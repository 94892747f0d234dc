import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Compat, compatible } from '../../http/compat.ts'
import type { Installation } from '../installation.ts'
import { readSettings } from '../settings.ts'
import type { GlobalOptions } from './connect.ts'
import { examples } from './help.ts'
import { choicesOption, wholeNumber } from './option-values.ts'
import { err } from './print.ts'
import type { Wire } from './wire.ts'

type ServeOptions = GlobalOptions & {
  host: string
  port?: number
  addr?: { host: string; port: number }
  db?: string
  workers?: number
  poll?: string
  open?: boolean
  printLink?: boolean
  debug?: boolean
  compat?: Compat[]
}

/** `lf serve`, also with the options of LocalFlow (Go): `-addr :8080 -db FILE -workers 8 -poll 250ms`. */
export function addServeCommand(program: Command, { act }: Wire, installation: Installation): void {
  program
    .command('serve')
    .summary('Run LocalFlow without a window, for use in a browser')
    .description(
      'Run LocalFlow without a window. Serves the same interface in a browser, the REST API and the WebSocket, and prints ' +
        '"listening on http://…" as its first line. Ctrl+C ends LocalFlow; runs go on and are picked up at the next start.',
    )
    .option('--host <HOST>', 'Loopback address to listen on (default: 127.0.0.1)', '127.0.0.1')
    .option('--port <PORT>', 'Port; 0 picks a free one (default: PORT, else 8080)', wholeNumber(0, 65_535))
    .addOption(
      new Option('--addr <HOST:PORT>', 'Host and port in one, such as :8080 (also -addr)')
        .argParser(addressOf)
        .conflicts(['host', 'port']),
    )
    .option(
      '--db <FILE>',
      'Database file; without --data, everything else goes to .localflow-FILE next to it (default: DB_PATH; also -db)',
    )
    .option(
      '--workers <N>',
      'Concurrency limit: runs at the same time; overrides the settings (also -workers)',
      wholeNumber(1, 1_000),
    )
    .addOption(new Option('--poll <DURATION>', 'Ignored; accepted for compatibility (also -poll)').argParser(durationOf))
    .option('--open', 'Open the interface in the browser')
    .option('--print-link', 'Print the link with the token even if the output is not a terminal')
    .option('--debug', 'Serve CPU profiles and heap snapshots at /debug/pprof/, with the token')
    .addOption(
      choicesOption(
        '--compat <PROGRAM>',
        `Also answer clients of these programs, separated by commas, without a token: ${compatible.join(', ')}`,
        compatible,
      ),
    )
    .addHelpText('after', examples('lf serve --open', 'lf serve --port 0 --data ~/localflow', 'lf serve -addr :8080 -workers 8'))
    .action(
      act(async (given) => {
        const options = given as unknown as ServeOptions
        const { data, db, workers, open = false, printLink = false, debug = false, compat = [] } = options
        const settings = readSettings(process.env, { data, db, workers })
        if (options.poll !== undefined) err('-poll has no effect: LocalFlow starts a task the moment it is due, without polling.')
        const { host, port } = options.addr ?? { host: options.host, port: options.port ?? settings.port }
        const { serve } = await import('../headless/serve.ts')
        await serve(settings, installation, { host, port, open, printLink, debug, compat })
        return 0
      }),
    )
}

/** Reads `:8080`, `127.0.0.1:8080` or `[::1]:8080`; without a host, LocalFlow listens on 127.0.0.1. */
function addressOf(text: string): { host: string; port: number } {
  const [, host = '', digits = ''] = /^(\[[^\]]+\]|[^:]*):(\d{1,5})$/.exec(text) ?? []
  if (digits === '' || Number(digits) > 65_535) throw new InvalidArgumentError('Write it like :8080 or 127.0.0.1:8080.')
  return { host: host === '' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port: Number(digits) }
}

function durationOf(text: string): string {
  if (/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return text
  throw new InvalidArgumentError('Write a duration such as 250ms.')
}

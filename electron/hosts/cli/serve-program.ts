import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Compat, compatible } from '../../http/compat.ts'
import type { Installation } from '../installation.ts'
import { readSettings } from '../settings.ts'
import type { GlobalOptions } from './connect.ts'
import { wholeNumber } from './option-values.ts'
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
    .description('run LocalFlow without a window, with its interface in a browser')
    .option('--host <HOST>', 'the address to listen on; this computer only', '127.0.0.1')
    .option('--port <PORT>', 'the port; 0 picks a free one (PORT, else 8080)', wholeNumber(0, 65_535))
    .addOption(
      new Option('--addr <HOST:PORT>', 'host and port in one, such as :8080 (also -addr)')
        .argParser(addressOf)
        .conflicts(['host', 'port']),
    )
    .option(
      '--db <FILE>',
      'the database; all else is kept beside it, in .localflow-FILE, unless --data names a folder (DB_PATH; also -db)',
    )
    .option('--workers <N>', 'runs at the same time, whatever the settings say (also -workers)', wholeNumber(1, 1_000))
    .addOption(new Option('--poll <DURATION>', 'accepted, and without effect (also -poll)').argParser(durationOf))
    .option('--open', 'open it in the browser')
    .option('--print-link', 'print the link that opens the page, with its token, also where the output is no terminal')
    .option('--debug', 'serve CPU profiles and heap snapshots at /debug/pprof/, with the token')
    .addOption(
      new Option(
        '--compat <PROGRAM>',
        `also answer the clients of another program, without a token: ${compatible.join(', ')}; may be repeated`,
      ).argParser(programsOf),
    )
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

/** `:8080`, `127.0.0.1:8080`, `[::1]:8080`; without a host it is this computer, as everything is. */
function addressOf(text: string): { host: string; port: number } {
  const [, host = '', digits = ''] = /^(\[[^\]]+\]|[^:]*):(\d{1,5})$/.exec(text) ?? []
  if (digits === '' || Number(digits) > 65_535) throw new InvalidArgumentError('It must look like :8080 or 127.0.0.1:8080.')
  return { host: host === '' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port: Number(digits) }
}

function durationOf(text: string): string {
  if (/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return text
  throw new InvalidArgumentError('It must be a duration such as 250ms.')
}

function programsOf(text: string, before: Compat[] = []): Compat[] {
  const programs = text.split(',').map((name) => {
    const known = compatible.find((program) => program === name.trim())
    if (!known) throw new InvalidArgumentError(`"${name.trim()}" is not one of ${compatible.join(', ')}.`)
    return known
  })
  return [...new Set([...before, ...programs])]
}

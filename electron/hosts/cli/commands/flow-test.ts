import { AppError } from '../../../../shared/errors.ts'
import { jsonOrText } from '../../../../shared/json-or-text.ts'
import type { FlowTestPart, PlannedNode } from '../../../../shared/model/flow-test.ts'
import { connect, type Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonArgument } from '../json-argument.ts'
import { type ParamOptions, paramsOf } from '../params.ts'
import { out, printJson, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { type StayOptions, stayWith } from './stay-with.ts'

export type TestOptions = Json &
  ParamOptions &
  StayOptions & {
    file?: string
    node?: string
    from?: string
    upTo?: string
    failed?: string
    run?: string
    plan?: boolean
    yes?: boolean
  }

/** Tests the draft of a flow, or a part of it. What was never tested runs only with --yes. */
export async function testFlow(global: Global, ref: string, options: TestOptions): Promise<number> {
  const connected = await connect(global, 'act')
  try {
    const { client } = connected
    const part = await partOf(options)
    const { nodes } = await client.flows.testPlan({ ref, ...part })
    if (options.plan) return printPlan(nodes, options)
    const asking = nodes.filter(({ asks }) => asks)
    if (asking.length > 0 && !options.yes) throw mustConfirm(asking)
    const params = paramsOf(options, {}, jsonOrText)
    const run = await client.flows.test({ ref, ...part, params, confirmed: asking.map(({ node }) => node) })
    return await stayWith(connected, run, options)
  } finally {
    await connected.close()
  }
}

const mustConfirm = (asking: PlannedNode[]): AppError =>
  new AppError(
    'conflict',
    [
      'Could not start the test: these nodes were never tested in this draft. Run them for real with --yes.',
      ...asking.map(({ node, does }) => `  ${node}: ${does}`),
    ].join('\n'),
  )

async function partOf({ file, node, from, upTo, failed, run: given }: TestOptions): Promise<FlowTestPart> {
  const scopes = [
    ['node', node],
    ['from', from],
    ['upTo', upTo],
  ] as const
  const named = scopes.filter(([, key]) => key !== undefined)
  if (named.length + (failed === undefined ? 0 : 1) > 1)
    throw new AppError('invalid', 'Use only one of --node, --from, --up-to and --failed.')
  if (failed !== undefined && given !== undefined)
    throw new AppError('invalid', '--failed cannot be combined with --run: the test has the data of the run that failed.')
  const [scope, key] = named[0] ?? ['all', undefined]
  const run = failed ?? given
  return {
    scope: failed === undefined ? scope : 'failed',
    ...(key === undefined ? {} : { node: key }),
    ...(run === undefined ? {} : { run }),
    ...(file === undefined ? {} : { source: await readText(file) }),
  }
}

function printPlan(nodes: PlannedNode[], options: Json): number {
  if (options.json) printJson(nodes)
  else out(table(['NODE', 'DOES', ''], nodes.map(line)))
  return exitCodes.done
}

const line = ({ node, does, asks, bypass }: PlannedNode): string[] => [node, does ?? '', bypass ?? (asks ? 'never tested' : '')]

/** Lists the pinned outputs of a draft, pins one, or unpins it. */
export const pinFlow = (
  global: Global,
  ref: string,
  node: string | undefined,
  json: string | undefined,
  options: Json & { run?: string; remove?: boolean },
): Promise<number> =>
  withClient(global, 'look', async (client) => {
    if (node !== undefined && !options.remove && json === undefined && options.run === undefined)
      throw new AppError('invalid', 'Give the output as JSON, or the run that has it with --run.')
    const output = options.run === undefined ? { value: jsonArgument(json ?? '', 'The output') } : { run: options.run }
    const { items } =
      node === undefined
        ? await client.flows.pins({ ref })
        : options.remove
          ? await client.flows.unpin({ ref, node })
          : await client.flows.pin({ ref, node, ...output })
    if (options.json) printJson(items)
    else if (items.length === 0) out('No pinned outputs.')
    else
      out(
        table(
          ['NODE', 'RUN', 'OUTPUT'],
          items.map(({ node: key, run, value }) => [key, run === null ? '' : String(run), JSON.stringify(value).slice(0, 200)]),
        ),
      )
    return exitCodes.done
  })

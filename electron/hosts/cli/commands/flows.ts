import { createTwoFilesPatch } from 'diff'
import { AppError } from '../../../../shared/errors.ts'
import type { Definition } from '../../../../shared/flow/definition.ts'
import { diffOf } from '../../../../shared/flow/difference/diff.ts'
import { withOrganization } from '../../../../shared/flow/organized-source.ts'
import { readDefinition } from '../../../../shared/flow/read.ts'
import { actorText } from '../../../../shared/model/actor.ts'
import type { FlowSummary } from '../../../../shared/model/flow.ts'
import { allPages } from '../all-pages.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, outSource, printJson, statusText, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { timeText } from '../time-text.ts'
import { type Json, queried, withClient } from '../with-client.ts'
import { useOf } from './job-versions.ts'

type Client = Connected['client']

export const listFlows = (global: Global, options: Json & { query?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await allPages((page) => client.flows.list({ ...page, ...queried(options) }))
    if (options.json) printJson(items)
    else if (items.length === 0 && options.query !== undefined) out('No flow matches the filter.')
    else if (items.length === 0) out('No flows yet. Import one with: lf flow import FILE.yaml')
    else out(table(['FLOW', 'VERSION', 'LAST RUN', 'CHANGED'], items.map(line)))
    return exitCodes.done
  })

function line({ name, version, hasDraft, lastRuns, updatedAt }: FlowSummary): string[] {
  const last = lastRuns.at(-1)
  const state = version === null ? 'draft' : `${version}${hasDraft ? ' and a draft' : ''}`
  return [name, state, last ? statusText(last.status, last.reason) : '', timeText(updatedAt)]
}

/**
 * Prints a definition as it was written: the newest version, another one or the draft. As a file, it also has the tags, the
 * folder, the owner and the notes, which are no part of a version: one that is asked for comes without them.
 */
export const showFlow = (global: Global, ref: string, options: Json & { version?: number; draft?: boolean }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const flow = await client.flows.get({ ref })
    if (options.json && options.version === undefined) {
      printJson(flow)
      return exitCodes.done
    }
    const version = options.draft ? null : (options.version ?? flow.version)
    const found = version === null ? null : await client.flows.version({ ref, version })
    const source = found?.source ?? flow.draft
    if (found && options.json) printJson(found)
    else outSource(`${(options.version === undefined ? withOrganization(source, flow) : source).trimEnd()}\n`)
    return exitCodes.done
  })

export const listVersions = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await allPages((page) => client.flows.versions({ ref, ...page }))
    if (options.json) printJson(items)
    else if (items.length === 0)
      out(`Flow "${ref}" has no published version. Publish its draft with: lf flow publish ${JSON.stringify(ref)}`)
    else
      out(
        table(
          ['VERSION', 'PUBLISHED', 'BY', 'HASH', 'RUNS', 'LAST RUN', 'NOTE'],
          items.map(({ version, publishedAt, actor, hash, note, changes, ...use }) => [
            String(version),
            timeText(publishedAt),
            actorText(actor),
            hash.slice(0, 12),
            ...useOf(use),
            note === '' ? changes : note,
          ]),
        ),
      )
    return exitCodes.done
  })

export const publishFlow = (global: Global, ref: string, options: Json & { file?: string; note?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    if (options.file !== undefined) await client.flows.update({ ref, source: await readText(options.file) })
    const { flow, version, isNew } = await client.flows.publish({ ref, note: options.note ?? '' })
    if (options.json) printJson({ id: flow.id, name: flow.name, version: version.version, isNew })
    else
      out(
        isNew
          ? `Published version ${version.version} of flow "${flow.name}".`
          : `Nothing to publish: the draft of flow "${flow.name}" is the same as version ${version.version}.`,
      )
    return exitCodes.done
  })

/** Prints the differences between two versions: of the graphs, or with --text of the definitions as written. */
export const diffFlow = (
  global: Global,
  ref: string,
  from: number,
  to: number | undefined,
  options: Json & { text?: boolean },
): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const [before, after] = await Promise.all([sideOf(client, ref, from), sideOf(client, ref, to)])
    if (options.text) {
      out(createTwoFilesPatch(before.name, after.name, before.source, after.source, '', '', { context: 3 }).trimEnd())
      return exitCodes.done
    }
    const changes = diffOf(before.definition, after.definition)
    if (options.json) printJson(changes)
    else if (changes.length === 0) out('No differences.')
    else for (const change of changes) out(changeText(change))
    return exitCodes.done
  })

const changeText = ({ sign, what, details }: ReturnType<typeof diffOf>[number]): string =>
  [`${sign} ${what}`, ...details.map((detail) => `    ${detail}`)].join('\n')

/** A version, or without one the draft. */
async function sideOf(client: Client, ref: string, version: number | undefined) {
  if (version !== undefined) {
    const found = await client.flows.version({ ref, version })
    return { name: `version ${version}`, source: found.source, definition: found.definition as Definition }
  }
  const { draft } = await client.flows.get({ ref })
  const { definition } = readDefinition(draft)
  if (!definition)
    throw new AppError(
      'invalid',
      `Could not compare the draft of flow "${ref}": it has errors. List them with: lf flow show ${JSON.stringify(ref)} --draft | lf flow validate -`,
    )
  return { name: 'draft', source: draft, definition }
}

export const deleteFlow = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const removed = await client.flows.remove({ ref })
    if (options.json) printJson(removed)
    else
      out(
        `Deleted flow "${ref}". Restore it with: lf flow restore ${removed.id}${removed.openRuns > 0 ? `\n${removed.openRuns} active ${removed.openRuns === 1 ? 'run goes' : 'runs go'} on.` : ''}`,
      )
    return exitCodes.done
  })

export const restoreFlow = (global: Global, id: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const flow = await client.flows.restore({ ref: id })
    if (options.json) printJson(flow)
    else out(`Restored flow "${flow.name}".`)
    return exitCodes.done
  })

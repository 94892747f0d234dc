import { AppError } from '../../../../shared/errors.ts'
import { addExample } from '../../../../shared/examples/add-example.ts'
import { type DefinitionOf, partsOf } from '../../../../shared/examples/parts-of.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, shortened, table } from '../print.ts'
import { ownZone, timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

type Saved = { job?: string; flow?: string; pipeline?: string; text?: string }

export const listTemplates = (global: Global, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.templates.list()
    if (json) printJson(items)
    else if (items.length === 0) out('No templates yet. Save one with: lf template save NAME --job JOB')
    else
      out(
        table(
          ['TEMPLATE', 'KIND', 'SAVED', 'FOR'],
          items.map(({ name, kind, savedAt, text }) => [name, kind, timeText(savedAt), shortened(text)]),
        ),
      )
    return exitCodes.done
  })

export const saveTemplate = (global: Global, name: string, options: Json & Saved): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const parts = await partsOf(client, definitionOf(options))
    const saved = await client.templates.create({ name, text: options.text ?? '', parts })
    if (options.json) printJson(saved)
    else out(`Saved the ${saved.kind} as the template "${saved.name}".`)
    return exitCodes.done
  })

function definitionOf({ job, flow, pipeline }: Saved): DefinitionOf {
  const named: DefinitionOf[] = [
    ...(job === undefined ? [] : [{ kind: 'job' as const, ref: job }]),
    ...(flow === undefined ? [] : [{ kind: 'flow' as const, ref: flow }]),
    ...(pipeline === undefined ? [] : [{ kind: 'pipeline' as const, ref: pipeline }]),
  ]
  if (named.length !== 1 || !named[0])
    throw new AppError('invalid', 'Name what to save with one of --job, --flow and --pipeline.')
  return named[0]
}

export const useTemplate = (global: Global, ref: string, { name, json }: Json & { name?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const template = await client.templates.get({ ref })
    const added = await addExample(client, { title: name ?? template.name }, template.parts, ownZone())
    if (json) printJson(added)
    else out(`Created the ${added.kind} "${added.name}" from the template "${template.name}".`)
    return exitCodes.done
  })

export const deleteTemplate = (global: Global, ref: string, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const removed = await client.templates.remove({ ref })
    if (json) printJson(removed)
    else out(`Deleted the template "${removed.name}".`)
    return exitCodes.done
  })

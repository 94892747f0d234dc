import { type AddedExample, addExample } from '../../../../shared/examples/add-example.ts'
import { shellOf } from '../../../../shared/examples/example.ts'
import { examples, findExample } from '../../../../shared/examples/examples.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, table } from '../print.ts'
import { ownZone } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

export async function listExamples({ json }: Json): Promise<number> {
  if (json) printJson(examples.map(({ partsFor: _, ...facts }) => facts))
  else
    out(
      table(
        ['EXAMPLE', 'KIND', 'SHOWS', 'CREATES'],
        examples.map(({ id, kind, shows, title }) => [id, kind, shows, title]),
      ),
    )
  return exitCodes.done
}

export async function addExampleNamed(global: Global, name: string, { json }: Json): Promise<number> {
  const example = findExample(name)
  return withClient(global, 'define', async (client) => {
    const { platform } = await client.system.info()
    const added = await addExample(client, example, example.partsFor(shellOf(platform)), ownZone())
    if (json) printJson(added)
    else out(`Created the ${added.kind} "${added.name}". ${example.text}\nRun it with: ${runCommand(added)}`)
    return exitCodes.done
  })
}

function runCommand({ kind, name }: AddedExample): string {
  const written = /\s/.test(name) ? `"${name}"` : name
  if (kind === 'pipeline') return `lf pipeline run ${written}`
  return kind === 'flow' ? `lf start ${written}` : `lf run ${written} --follow`
}

import { limits } from '../../../shared/model/limits.ts'
import { underFreeName } from '../../../shared/under-free-name.ts'
import { attempt, client } from '../../api/client.ts'
import { askToStart, startFlow } from '../../run-form/ask.ts'
import { renamed } from '../../ui/renamed.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { definitionWords } from '../../words.ts'
import { words } from './words.ts'

/** Makes a flow of each file, under its own name or that of the file. A file that is not valid does not keep out the others. */
export async function importFiles(files: File[]): Promise<void> {
  const { readDefinition } = await import('../../../shared/flow/read.ts')
  let done = 0
  for (const file of files) {
    try {
      const source = await file.text()
      const name = readDefinition(source).definition?.name ?? file.name.replace(/\.[^.]+$/, '')
      await client.flows.importFlow({ name, source })
      done++
    } catch (error) {
      toastError(definitionWords.notImported(file.name), error)
    }
  }
  if (done > 0) toast(words.imported(done))
}

type Named = { id: string; name: string }

/** Asks for the parameters of a run, if there are any, and shows the run. */
export const runFlow = (flow: Named): Promise<unknown> => attempt(words.notRun(flow.name), () => startFlow(flow))

/** Asks for the parameters and the options of a run, also where the flow has no parameters. */
export const runFlowWith = ({ id, name }: Named): Promise<unknown> =>
  attempt(words.notRun(name), () => askToStart({ kind: 'flow', id, name }))

/** A flow with the same draft, tags, folder, owner and notes. Nothing of it is published yet. */
export const duplicateFlow = ({ id, name }: Named): Promise<Named | null> =>
  attempt(definitionWords.notDuplicated(name), async () => {
    const { draft, tags, folder, owner, notes } = await client.flows.get({ ref: id })
    const wanted = `${name.slice(0, limits.nameLength - 10)} copy`
    const copy = await underFreeName(wanted, (free) => client.flows.create({ name: free, source: draft }))
    await client.organize.change({ items: [{ kind: 'flow', ref: copy.id }], tags, folder, owner, notes })
    return copy
  })

/** False: it is still there. */
export async function removeFlow(flow: Named): Promise<boolean> {
  const { id, name } = flow
  if (!(await attempt(definitionWords.notDeleted(name), () => client.flows.remove({ ref: id })))) return false
  toast(definitionWords.deleted(name), { undo: () => void restoreFlow(flow) })
  return true
}

export async function restoreFlow({ id, name }: Named): Promise<void> {
  const restored = await attempt(definitionWords.notRestored(name), () => client.flows.restore({ ref: id }))
  if (restored) toast(definitionWords.restored(restored.name))
}

/** Null: done. Else why the name could not be changed. The draft stays as it is. */
export const renameFlow = (flow: Named, next: string): Promise<string | null> =>
  renamed(flow.name, next, async (name) => {
    const { draft, updatedAt } = await client.flows.get({ ref: flow.id })
    await client.flows.update({ ref: flow.id, name, source: draft, expectedUpdatedAt: updatedAt })
  })

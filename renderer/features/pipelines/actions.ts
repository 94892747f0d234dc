import { attempt, client } from '../../api/client.ts'
import { askToStart } from '../../run-form/ask.ts'
import { renamed } from '../../ui/renamed.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { definitionWords } from '../../words.ts'
import { words } from './words.ts'

type Named = { id: string; name: string }

/** Asks for the parameters of a run, and how the steps run; the form shows the run. */
export const runPipeline = ({ id, name }: Named): Promise<unknown> =>
  attempt(words.notRun(name), () => askToStart({ kind: 'pipeline', id, name }))

/** False: it is still there. */
export async function removePipeline(pipeline: Named): Promise<boolean> {
  const { id, name } = pipeline
  if (!(await attempt(definitionWords.notDeleted(name), () => client.pipelines.remove({ ref: id })))) return false
  toast(definitionWords.deleted(name), { undo: () => void restorePipeline(pipeline) })
  return true
}

export async function restorePipeline({ id, name }: Named): Promise<void> {
  const restored = await attempt(definitionWords.notRestored(name), () => client.pipelines.restore({ ref: id }))
  if (restored) toast(definitionWords.restored(restored.name))
}

export const duplicatePipeline = ({ id, name }: Named): Promise<Named | null> =>
  attempt(definitionWords.notDuplicated(name), () => client.pipelines.duplicate({ ref: id }))

/** Makes a pipeline of each file. A file that is not valid does not keep out the others. */
export async function importManifests(files: File[]): Promise<void> {
  const { readManifest } = await import('../../../shared/pipeline/read.ts')
  let done = 0
  for (const file of files) {
    try {
      const source = await file.text()
      const name = readManifest(source).manifest?.name ?? file.name.replace(/\.[^.]+$/, '')
      await client.pipelines.create({ name, source })
      done++
    } catch (error) {
      toastError(definitionWords.notImported(file.name), error)
    }
  }
  if (done > 0) toast(words.imported(done))
}

/** Null: done. Else why the name could not be changed. The manifest stays as it is. */
export const renamePipeline = (pipeline: Named, next: string): Promise<string | null> =>
  renamed(pipeline.name, next, async (name) => {
    const { source, updatedAt } = await client.pipelines.get({ ref: pipeline.id })
    await client.pipelines.update({ ref: pipeline.id, name, source, expectedUpdatedAt: updatedAt })
  })

import { client } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'

export async function removePipeline(pipeline: { id: string; name: string }): Promise<boolean> {
  try {
    await client.pipelines.remove({ ref: pipeline.id })
  } catch (error) {
    toastError('It was not deleted', error)
    return false
  }
  toast(`"${pipeline.name}" deleted`, {
    undo: () =>
      void client.pipelines.restore({ ref: pipeline.id }).catch((error: unknown) => toastError('It was not brought back', error)),
  })
  return true
}

/** One pipeline for each file; what is wrong with one does not keep out the others. */
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
      toastError(`${file.name} was not imported`, error)
    }
  }
  if (done > 0) toast(done === 1 ? 'Pipeline imported' : `${done} pipelines imported`)
}

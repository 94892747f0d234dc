import { client } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'

/** One flow for each file, under its own name or that of the file; what is wrong with one does not keep out the others. */
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
      toastError(`${file.name} was not imported`, error)
    }
  }
  if (done > 0) toast(done === 1 ? 'Flow imported' : `${done} flows imported`)
}

export async function removeFlow(flow: { id: string; name: string }): Promise<boolean> {
  try {
    await client.flows.remove({ ref: flow.id })
  } catch (error) {
    toastError('It was not deleted', error)
    return false
  }
  toast(`"${flow.name}" deleted`, {
    undo: () =>
      void client.flows.restore({ ref: flow.id }).catch((error: unknown) => toastError('It was not brought back', error)),
  })
  return true
}

import type { RunSortText } from '../../../shared/model/run-sort.ts'
import { client } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { exportWords as words } from './words/list.ts'

export type ExportForm = 'csv' | 'json'

/** Downloads the runs that match a filter; `progress` is told how many were read. Cancelled, it leaves no file. */
export async function exportRuns(
  form: ExportForm,
  { q, sort }: { q: string; sort: RunSortText },
  progress: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const pieces: string[] = []
    let total = 0
    for await (const { text, count } of await client.runs.export({ q, sort, form }, { signal })) {
      pieces.push(text)
      total = count
      progress(count)
    }
    if (signal.aborted) return
    save(new Blob(pieces, { type: form === 'csv' ? 'text/csv' : 'application/json' }), `runs.${form}`)
    toast(words.done(total))
  } catch (error) {
    if (!signal.aborted) toastError(words.failed, error)
  }
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

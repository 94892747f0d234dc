import type { Artifact } from '../../shared/model/object.ts'
import { client } from '../api/client.ts'
import { toastError } from '../ui/toasts.tsx'
import { bytesOf } from './read-file.ts'
import { words } from './words.ts'

/** A window cannot hold more than this in memory. */
const mostBytes = 1024 ** 3

/** Downloads a stored file under its own name. */
export async function downloadFile({ name, hash, size }: Artifact): Promise<void> {
  if (size > mostBytes) return toastError(words.tooLargeToDownload, new Error(words.useCommand(hash.slice(0, 16))))
  try {
    const pieces: BlobPart[] = []
    for await (const { data } of await client.objects.bytes({ hash })) pieces.push(bytesOf(data))
    const url = URL.createObjectURL(new Blob(pieces, { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = plainName(name)
    link.click()
    URL.revokeObjectURL(url)
  } catch (error) {
    toastError(words.notDownloaded, error)
  }
}

/** The last part of a name, without characters that file names cannot have. */
const plainName = (name: string): string =>
  (name.split('/').at(-1) ?? name).replaceAll(/[\p{Cc}\p{Cf}\\:*?"<>|]/gu, '_') || 'file'

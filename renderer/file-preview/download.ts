import type { Artifact } from '../../shared/model/object.ts'
import { client } from '../api/client.ts'
import { toastError } from '../ui/toasts.tsx'
import { bytesOf } from './read-file.ts'

/** More than this is not for a window to hold. */
const mostBytes = 1024 ** 3

/** Gives a kept file to the person, under its own name. */
export async function downloadFile({ name, hash, size }: Artifact): Promise<void> {
  if (size > mostBytes)
    return toastError(
      'It is larger than 1 GB',
      new Error(`Write it into a file with: lf object get ${hash.slice(0, 16)} -o FILE`),
    )
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
    toastError('It was not downloaded', error)
  }
}

/** The last part of a name, without what a file cannot be called. */
const plainName = (name: string): string =>
  (name.split('/').at(-1) ?? name).replaceAll(/[\p{Cc}\p{Cf}\\:*?"<>|]/gu, '_') || 'file'

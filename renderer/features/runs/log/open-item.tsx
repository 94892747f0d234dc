import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, SquareArrowOutUpRight } from 'lucide-react'
import { api, client } from '../../../api/client.ts'
import { MenuItem } from '../../../ui/menu.tsx'
import { copyLogPath } from './copy-lines.ts'
import type { Place } from './place.ts'
import { words } from './words.ts'

/** Opens the log in the person's editor; in a browser, which has no editor, it copies where the file is. */
export function OpenItem({ place }: { place: Place }) {
  const info = useQuery(api.system.info.queryOptions()).data
  const open = useMutation(api.logs.openFile.mutationOptions({ meta: { failed: words.notOpenedFile } }))
  if (info === undefined) return null
  const isDesktop = info.host === 'desktop'
  const Shape = isDesktop ? SquareArrowOutUpRight : Copy
  const act = (): void => {
    if (isDesktop) open.mutate(place)
    else void copyLogPath(client.logs.openFile(place).then(({ path }) => path))
  }
  return (
    <MenuItem title={isDesktop ? undefined : words.copyPathHint} onSelect={act}>
      <Shape aria-hidden="true" className="size-3 shrink-0 text-ink-2" />
      {isDesktop ? words.openInEditor : words.copyPath}
    </MenuItem>
  )
}

import { useEffect } from 'react'
import { usePageTitle } from '../ui/page.tsx'
import { useFailingCount } from '../use-failing.ts'

/** Shows in the browser's tab, which may be in the background, that something failed: a count and a red dot. */
export function DocumentState(): null {
  const title = usePageTitle(({ title: of }) => of)
  const failing = useFailingCount()
  useEffect(() => {
    document.title = `${failing > 0 ? `(${failing}) ` : ''}${title === '' ? '' : `${title} · `}LocalFlow`
  }, [title, failing])
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (icon) icon.href = failing > 0 ? '/icon-failed.svg' : '/icon.svg'
  }, [failing])
  return null
}

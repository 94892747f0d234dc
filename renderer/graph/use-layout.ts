import type { ELK } from 'elkjs/lib/elk-api.js'
import { useEffect, useState } from 'react'
import { layOut } from './layout.ts'
import { sameLayout } from './same-parts.ts'
import type { Layout, Shape } from './shape.ts'

/** Laid out anew when the shape is another; what is there stays until then. */
export function useLayout(elk: Pick<ELK, 'layout'>, shape: Shape): Layout | null {
  const [layout, setLayout] = useState<Layout | null>(null)
  useEffect(() => {
    let stale = false
    layOut(elk, shape).then(
      (next) => !stale && setLayout((old) => sameLayout(old, next)),
      () => {},
    )
    return () => {
      stale = true
    }
  }, [elk, shape])
  return layout
}

import { useKeyMap } from '../../ui/key-map.ts'
import { pressText } from '../../ui/key-table.ts'
import { useKeys } from '../../ui/keys.ts'

/** The keys 1 to 7 open the tabs in their order. */
export function useTabKeys<T extends string>(tabs: Record<T, string>, open: (tab: T) => void): void {
  useKeys({
    runTab: (event) => {
      const at = useKeyMap.getState().keys.runTab.indexOf(pressText(event))
      const tab = (Object.keys(tabs) as T[])[at]
      if (tab !== undefined) open(tab)
    },
  })
}

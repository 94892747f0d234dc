import { useState } from 'react'
import { useSearchParams } from 'wouter'

const numberOf = (text: string | null): number | null => (text !== null && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null)

/** The version that the address names, and what it is compared with. */
export function useChosenVersions(current: number, hasDraft: boolean) {
  const [params, setParams] = useSearchParams()
  const [first] = useState(current)
  // Links from before versions had a tab say `version`.
  const chosen = numberOf(params.get('v')) ?? numberOf(params.get('version')) ?? first
  const put = (name: 'v' | 'with', value: string) => {
    const after = new URLSearchParams(location.search)
    after.set(name, value)
    setParams(after, { replace: true })
  }
  const asked = params.get('with')
  const usual = hasDraft ? 'draft' : String(chosen === current ? Math.max(1, chosen - 1) : current)
  const isFit = hasDraft && asked === 'draft' ? true : numberOf(asked) !== null && numberOf(asked) !== chosen
  return {
    chosen,
    choose: (version: number) => put('v', String(version)),
    other: isFit && asked !== null ? asked : usual,
    compare: (other: string) => put('with', other),
  }
}

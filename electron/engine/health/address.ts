import type { SystemInfo } from '../../../shared/contract/system.ts'

type Address = Pick<SystemInfo, 'address' | 'addressProblem'>

/** Where programs reach LocalFlow, or why they cannot, as the host reports it. */
export function createAddress(changed: () => void) {
  let current: Address = { address: null, addressProblem: null }
  return {
    get: (): Address => current,
    set(address: string | null, addressProblem: string | null): void {
      current = { address, addressProblem }
      changed()
    },
  }
}

/** The address of the page of a run, for links outside the window; null while LocalFlow listens on no port. */
export const pageOfRun = (address: string | null, run: number): string | null =>
  address === null ? null : new URL(`/runs/${run}`, address).href

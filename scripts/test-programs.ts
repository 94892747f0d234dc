import { fakeTimeLibrary } from './faketime.ts'
import { haveStrace } from './strace.ts'

/** Installs what single tests use, before any test waits for it: a download may take longer than a test is given. */
export function installTestPrograms(): void {
  fakeTimeLibrary()
  haveStrace()
}

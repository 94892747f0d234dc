/** Only the desktop has the dialog of the system: a browser may run on another machine than the job. */
export const canChoose = (): boolean => window.localflow?.choose !== undefined

/** The path that a person chooses in the dialog of the system; null: none. */
export const choosePath = (only: 'file' | 'folder'): Promise<string | null> =>
  new Promise((resolve) => {
    const answered = ({ source, data }: MessageEvent<unknown>) => {
      if (source !== window || typeof data !== 'object' || data === null || !('localflowPath' in data)) return
      removeEventListener('message', answered)
      resolve(typeof data.localflowPath === 'string' ? data.localflowPath : null)
    }
    addEventListener('message', answered)
    window.localflow?.choose?.(only)
  })

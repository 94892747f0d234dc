export const words = {
  tooLarge: 'Too large to preview',
  tooLargeHint: (size: string) => `Download the file (${size}) to open it.`,
  binary: 'Not a text file',
  binaryHint: (size: string) => `Download the file (${size}) to open it.`,
  first: (shown: string, size: string) => `The first ${shown} of ${size}`,
  content: 'Content',
  showInFolder: 'Show in folder',
  showNameInFolder: (name: string) => `Show ${name} in its folder`,
  notShown: 'Could not show the file in its folder',
  tooLargeToDownload: 'Could not download the file: it is larger than 1 GB',
  useCommand: (hash: string) => `Save it with: lf object get ${hash} -o FILE`,
  notDownloaded: 'Could not download the file',
}

/** Names that are tried: the name, then the name with a number. */
const triedNames = 100

/** Creates something under the first of "name", "name 2" and so on that is not taken. Passes on other errors. */
export async function underFreeName<T>(wanted: string, create: (name: string) => Promise<T>): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await create(number === 1 ? wanted : `${wanted} ${number}`)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'name-taken' || number === triedNames) throw error
    }
  }
}

export const words = {
  favorites: 'Favorites',
  favorite: 'Favorite',
  add: (name: string) => `Add ${name} to favorites`,
  remove: (name: string) => `Remove ${name} from favorites`,
  added: (name: string) => `Added "${name}" to favorites`,
  removed: (name: string) => `Removed "${name}" from favorites`,
  notSaved: 'Could not save your favorites',
  addThis: 'Add to favorites',
  removeThis: 'Remove from favorites',
  moveUp: 'Move up',
  moveDown: 'Move down',
  more: (name: string) => `More for favorite ${name}`,
}

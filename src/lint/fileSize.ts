/** In the units of the file limits, which are powers of two. @returns `512 MB` */
export const fileMegabytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;

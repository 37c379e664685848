/** The address of a file, as the screens' builder makes it. */
declare module '*?url' {
  const url: string;
  export default url;
}

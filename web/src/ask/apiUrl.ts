/** Where the API is: wherever this page came from, with the path that a proxy may have put before it. */
export const API_URL = new URL(".", location.href.split("#", 1)[0]).href;

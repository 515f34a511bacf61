package io.tallyport.workbench.launcher.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The one question we ask a server that is starting. */
final class Http {
    private static final int TIMEOUT_MILLIS = 2_000;

    private Http() {}

    static boolean answers200(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}

package io.tallyport.bed;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the beds with the test run. */
public final class Shutdown implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BedFolders.deleteOld();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Bed.closeAll();
    }
}

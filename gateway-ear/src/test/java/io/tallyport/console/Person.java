package io.tallyport.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tallyport.bed.Bed;
import io.tallyport.workbench.launcher.TestBed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A person at the console, in a browser without cookies, who notes what it complains of. */
final class Person implements AutoCloseable {
    final Page page;
    private final Bed bed;
    private final List<String> complaints = new ArrayList<>();

    Person(Page page, Bed bed) {
        this.page = page;
        this.bed = bed;
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        open("");
    }

    /** A page below {@code /console/}. */
    void open(String path) {
        page.navigate(bed.url() + "/console/" + path);
    }

    /** @param email of one of the bed's people */
    Person signIn(String email) {
        signIn(email, TestBed.PASSWORD);
        assertThat(button("Sign out")).isVisible();
        return this;
    }

    void signIn(String email, String password) {
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        button("Sign in").click();
    }

    void signOut() {
        button("Sign out").click();
        assertThat(text("You are signed out.")).isVisible();
    }

    Locator text(String text) {
        return page.getByText(text);
    }

    Locator field(String name) {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Keeps a picture of the page for people to look at. */
    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", name + ".png"))
                .setFullPage(true));
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        page.context().close();
    }
}

package io.tallyport.web.request;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.web.usage.Question;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists, newest first, a page at a time: {@code older} of an answer goes into {@code cursor}. */
public final class Page {
    private static final int BY_DEFAULT = 20;
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private Page() {}

    /**
     * The page that the request asks for.
     *
     * @param find at most so many with ids below the first number; newest first
     */
    public static <T> JsonObject of(
            HttpServletRequest request,
            BiFunction<Long, Integer, List<T>> find,
            ToLongFunction<T> id,
            Function<T, JsonObject> json) {
        Question question = Question.of(request, "limit", "cursor");
        int limit = question.limit(BY_DEFAULT, MOST);
        List<T> found = find.apply(cursor(question.text("cursor")), limit + 1);
        boolean isMore = found.size() > limit;
        List<T> page = isMore ? found.subList(0, limit) : found;
        JsonArrayBuilder data = Json.createArrayBuilder();
        page.forEach(one -> data.add(json.apply(one)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .add("has_more", isMore)
                .add(
                        "older",
                        isMore ? Json.createValue(String.valueOf(id.applyAsLong(page.getLast()))) : JsonValue.NULL)
                .build();
    }

    /**
     * The number of a thing in a path or body.
     *
     * @throws GatewayException 404 if there can be no such thing
     */
    public static long id(String what, String text) {
        if (!ID.matcher(text).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such " + what + ".");
        }
        return Long.parseLong(text);
    }

    private static long cursor(@Nullable String text) {
        if (text == null) {
            return Long.MAX_VALUE;
        }
        if (!ID.matcher(text).matches()) {
            throw GatewayException.invalid("cursor", "The cursor must be one that an answer gave as older.");
        }
        return Long.parseLong(text);
    }
}

package io.tallyport.transport;

/** Hears of one upstream call; every method is called on the call's I/O thread and must not block. */
public interface UpstreamListener {

    /** The answer's head; {@code head} is valid during the call only. */
    void responded(UpstreamHead head);

    /** Part of the answer's body: {@code bytes[0, length)}, valid during the call only. */
    void received(byte[] bytes, int length);

    /** The answer is whole. */
    void ended();

    /** No answer, or no more of it. Nothing is heard after this. */
    void failed(Failure failure);

    /** Why a call failed, and so whether another account may be tried. */
    enum Failure {
        /** No connection: the provider has seen nothing. */
        UNREACHABLE,
        /** Connected, but the connection ended before the answer did. */
        BROKEN,
        TIMED_OUT
    }
}

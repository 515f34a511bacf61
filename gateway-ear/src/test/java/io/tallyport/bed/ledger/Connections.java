package io.tallyport.bed.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A datasource whose connections belong to the thread's transaction while one is open, and commit alone otherwise. */
final class Connections {
    private final Callable<Connection> opener;
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    Connections(Callable<Connection> opener) {
        this.opener = opener;
    }

    DataSource asSource() {
        return (DataSource) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    Connection open = current.get();
                    return open == null ? lent(take(), true) : lent(open, false);
                });
    }

    <T> T inTransaction(Callable<T> work) throws Exception {
        if (current.get() != null) {
            return work.call();
        }
        Connection connection = take();
        connection.setAutoCommit(false);
        current.set(connection);
        try {
            T result = work.call();
            connection.commit();
            return result;
        } catch (Exception | Error e) {
            connection.rollback();
            throw e;
        } finally {
            current.remove();
            connection.setAutoCommit(true);
            idle.add(connection);
        }
    }

    /** Those of a database that went away. */
    void forgetIdle() {
        idle.clear();
    }

    private Connection take() throws SQLException {
        for (Connection pooled = idle.poll(); pooled != null; pooled = idle.poll()) {
            if (!pooled.isClosed()) {
                return pooled;
            }
        }
        try {
            return opener.call();
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    private Connection lent(Connection connection, boolean alone) {
        return (Connection) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> {
                    if (method.getName().equals("close")) {
                        if (alone) {
                            idle.add(connection);
                        }
                        return null;
                    }
                    try {
                        return method.invoke(connection, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
